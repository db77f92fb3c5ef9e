<?php
/*
Plugin Name: Troublemaker
Description: Plays, on a real WordPress, what plugins and workers do to sites: ?trouble=NAME.
*/
function troublemaker(string $trouble): void
{
    switch ($trouble) {
        case 'illegal-header':
            header('X Trouble: a name with a space');
            break;
        case 'control-header':
            header("X-Trouble: a\x01control");
            break;
        case 'large-header':
            header('X-Trouble: ' . str_repeat('a', 64 * 1024));
            break;
        case 'fatal':
            troublemaker_calls_what_is_not_there();
        case 'memory':
            for ($all = []; ; ) {
                $all[] = str_repeat('a', 1024 * 1024);
            }
        case 'segfault':
            troublemaker_signal(11);
        case 'killed-midway':
            troublemaker_says(str_repeat('half a page ', 20000));
            troublemaker_signal(9);
        case 'fatal-midway':
            troublemaker_says(str_repeat('half a page ', 20000));
            troublemaker_calls_what_is_not_there();
        case 'slow':
            for ($end = microtime(true) + 30; microtime(true) < $end; ) {
                usleep(100000);
            }
            exit('slow');
        case 'held':
            troublemaker_holds(ini_get('upload_tmp_dir'));
            exit('held');
        case 'empty':
            exit;
        case 'partial':
            header('Content-Length: 1000');
            exit('a hundred bytes, perhaps');
        case 'headless':
            // Without these two PHP has no header field left to send.
            ini_set('default_mimetype', '');
            header_remove();
            exit('a page without a head');
    }
}

function troublemaker_says(string $text): void
{
    while (ob_get_level() > 0) {
        ob_end_flush();
    }
    echo $text;
    flush();
}

// Until somebody writes the file "go". A mark says that it runs; a test that dies holds no worker for ever.
function troublemaker_holds(string $folder): void
{
    touch($mark = "$folder/held-" . getmypid());
    for ($end = microtime(true) + 60; microtime(true) < $end && !file_exists("$folder/go"); clearstatcache()) {
        usleep(10000);
    }
    unlink($mark);
}

function troublemaker_signal(int $signal): void
{
    posix_kill(getmypid(), $signal);
    sleep(5);
}

if (isset($_GET['trouble'])) {
    add_action('init', fn () => troublemaker((string) $_GET['trouble']));
}

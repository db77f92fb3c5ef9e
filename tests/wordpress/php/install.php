<?php
// install.php ROOT POSTS: installs WordPress with pretty permalinks, some posts, and the plugin that makes trouble.
[, $root, $posts] = $argv;
$_SERVER += ['HTTP_HOST' => 'localhost', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET'];
$_SERVER['REQUEST_METHOD'] = 'GET';
define('WP_INSTALLING', true);
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// It tries its permalinks on port 80 of this machine, and tells the administrator by mail.
add_filter('pre_http_request', fn () => new WP_Error('not-here', 'nothing is asked'));
add_filter('pre_wp_mail', '__return_true');
is_blog_installed() || wp_install('A site', 'admin', 'admin@site.invalid', true, '', 'goodgate-test');
wp_clean_themes_cache();

global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%postname%/');
update_option('rewrite_rules', '');
update_option('active_plugins', ['troublemaker/troublemaker.php']);
for ($number = 1; $number <= (int) $posts; $number++) {
    if (get_page_by_path("post-$number", OBJECT, 'post')) {
        continue;
    }
    $text = str_repeat('Somebody wrote these words so that a page has something to show. ', 8);
    $id = wp_insert_post([
        'post_title' => "Post number $number", 'post_name' => "post-$number", 'post_status' => 'publish', 'post_author' => 1,
        'post_content' => str_repeat("<!-- wp:paragraph --><p>$text</p><!-- /wp:paragraph -->\n\n", 6),
        'post_date' => gmdate('Y-m-d H:i:s', 1700000000 + 3600 * $number),
    ], true);
    if (is_wp_error($id)) {
        fwrite(STDERR, $id->get_error_message() . "\n");
        exit(1);
    }
    wp_insert_comment(['comment_post_ID' => $id, 'comment_author' => 'A reader', 'comment_content' => "A word on post $number.", 'comment_approved' => 1]);
}

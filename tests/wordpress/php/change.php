<?php
// change.php ROOT WHAT: does to the WordPress in ROOT what somebody in its administration would do.
[, $root, $what] = $argv;
$_SERVER += ['HTTP_HOST' => 'site.test', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_URI' => '/'];
$_SERVER['REQUEST_METHOD'] = 'GET';
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
$find = static fn (string $name) => get_page_by_path($name, OBJECT, 'post') ?: exit("no $name\n");
switch ($what) {
    case 'publish':
        wp_insert_post(['post_title' => 'News', 'post_name' => 'news', 'post_status' => 'publish', 'post_author' => 1, 'post_content' => 'Something new.']);
        break;
    case 'draft':
        wp_insert_post(['post_title' => 'Not yet', 'post_status' => 'draft', 'post_author' => 1]);
        break;
    case 'update':
        wp_update_post(['ID' => $find('post-3')->ID, 'post_content' => 'Other words.']);
        break;
    case 'trash':
        wp_trash_post($find('post-4')->ID);
        break;
    case 'comment':
        wp_insert_comment(['comment_post_ID' => $find('post-5')->ID, 'comment_author' => 'Another', 'comment_content' => 'Well said.', 'comment_approved' => 1]);
        break;
    case 'held-comment':
        wp_insert_comment(['comment_post_ID' => $find('post-5')->ID, 'comment_author' => 'Spammer', 'comment_content' => 'Buy.', 'comment_approved' => 0]);
        break;
    case 'menu':
        wp_update_nav_menu_object(wp_create_nav_menu('Menu ' . uniqid()), ['menu-name' => 'Menu ' . uniqid()]);
        break;
    case 'theme':
        switch_theme(get_stylesheet());
        break;
    case 'name':
        update_option('blogname', 'A site ' . uniqid());
        break;
    case 'many':
        // More tags than go into one request, of three requests.
        for ($i = 0; $i < 100; $i++) {
            Goodgate\Cache\Changes::note(["post-9$i"], true);
        }
        wp_trash_post($find('post-4')->ID);
        break;
    case 'cron':
        do_action('goodgate_cache_untold');
        break;
    case 'clean-up':
        wp_untrash_post(get_page_by_path('post-4__trashed', OBJECT, 'post')->ID ?? 0);
        wp_update_post(['ID' => get_page_by_path('post-4', OBJECT, 'post')->ID ?? get_page_by_path('post-4__trashed', OBJECT, 'post')->ID, 'post_status' => 'publish', 'post_name' => 'post-4']);
        ($news = get_page_by_path('news', OBJECT, 'post')) && wp_delete_post($news->ID, true);
        update_option('blogname', 'A site');
        delete_option('goodgate_cache_trouble');
        delete_option('goodgate_cache_untold');
        wp_clear_scheduled_hook('goodgate_cache_untold');
        break;
    default:
        exit("unknown: $what\n");
}

<?php
/**
 * Plugin Name:       Goodgate Cache
 * Description:       Says what each page shows (Surrogate-Key), and tells Goodgate's cache when that has changed: posts, comments, menus, widgets, themes.
 * Version:           0.1.0
 * Requires at least: 5.8
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 *
 * In wp-config.php, where the defaults do not fit:
 *   define('GOODGATE_ADMIN', 'localhost:9502');      // the admin port of Goodgate
 *   define('GOODGATE_ADMIN_TOKEN', '...');           // its admin.token, if it has one
 *
 * This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the
 * Free Software Foundation; either version 2 of the License, or (at your option) any later version. It comes without any warranty.
 *
 * @package Goodgate
 */

namespace Goodgate\Cache;

defined('ABSPATH') || exit;

// A response carries at most 64 tags (Goodgate's limit): the page's own come first, then those of the posts it lists.
const MOST_TAGS = 64;

// Goodgate takes 8 KiB of address; a tag has the site's name in it.
const TAGS_A_REQUEST = 40;

// Tags that wait while Goodgate cannot be told, some 30 KB; of more than these the whole site is meant.
const MOST_UNTOLD = 1000;

const SECONDS_TO_NEXT_TRY = 60;

// Options that show on every page.
const SITE_OPTIONS = [
    'blogname', 'blogdescription', 'permalink_structure', 'category_base', 'tag_base', 'show_on_front', 'page_on_front', 'page_for_posts',
    'posts_per_page', 'sidebars_widgets', 'site_icon', 'site_logo', 'sticky_posts', 'timezone_string', 'date_format', 'WPLANG', 'nav_menu_options',
];

// Posts that are parts of every page: templates, blocks and menus of block themes.
const SITE_TYPES = ['wp_template', 'wp_template_part', 'wp_global_styles', 'wp_navigation', 'wp_block', 'nav_menu_item', 'custom_css', 'customize_changeset'];

/** What has to be purged when this request ends: tag => true when it must be gone, false when it may still serve while the server is down. */
final class Changes
{
    /** @var array<string, bool> */
    private static $tags = [];

    public static function note(array $tags, bool $gone = false): void
    {
        if (!self::$tags && $tags) {
            // Before the answer is on its way: whoever saved something sees it on the next page.
            add_action('shutdown', [self::class, 'send'], 0);
        }
        foreach ($tags as $tag) {
            self::$tags[$tag] = $gone || (self::$tags[$tag] ?? false);
        }
    }

    /** Tells Goodgate, also what could not be told before. */
    public static function send(): void
    {
        $left = self::with(self::untold(), self::$tags);
        self::$tags = [];
        [$told, $trouble] = self::tell($left);
        if (!$told && !array_diff_key($left, $told)) {
            return;
        }
        // Others may have failed to tell something meanwhile.
        $left = self::with(array_diff_key(self::untold(), $told), array_diff_key($left, $told));
        if (count($left) > MOST_UNTOLD) {
            $left = ['site' => in_array(true, $left, true)];
        }
        $left ? update_option('goodgate_cache_untold', $left, false) : delete_option('goodgate_cache_untold');
        if ($left && !wp_next_scheduled('goodgate_cache_untold')) {
            wp_schedule_single_event(time() + SECONDS_TO_NEXT_TRY, 'goodgate_cache_untold');
        }
        remember_trouble($trouble);
    }

    /** Returns the tags that need not be told again, and what went wrong; '' when nothing did. */
    private static function tell(array $tags): array
    {
        [$told, $trouble] = [[], ''];
        foreach ([true, false] as $gone) {
            $some = array_filter($tags, static fn ($one) => $one === $gone);
            foreach (array_chunk($some, TAGS_A_REQUEST, true) as $chunk) {
                $names = array_map(__NAMESPACE__ . '\tag', array_map('strval', array_keys($chunk)));
                $trouble = purge(['tag' => implode(' ', $names)] + ($gone ? [] : ['soft' => '1']));
                if ($trouble !== '') {
                    // What cannot be told takes two seconds of the editor's time: once is enough.
                    return [$told, $trouble];
                }
                $told += $chunk;
            }
        }
        return [$told, ''];
    }

    /** @return array<string, bool> */
    private static function untold(): array
    {
        // Not what this request has read before: another may have written since.
        wp_cache_delete('goodgate_cache_untold', 'options');
        $kept = get_option('goodgate_cache_untold', []);
        return is_array($kept) ? array_filter($kept, 'is_bool') : [];
    }

    private static function with(array $tags, array $more): array
    {
        foreach ($more as $tag => $gone) {
            $tags[$tag] = $gone || ($tags[$tag] ?? false);
        }
        return $tags;
    }
}

/** Several sites may stand behind one Goodgate: the site is a part of the tag. */
function tag(string $name): string
{
    static $site = null;
    $site ??= preg_replace('/[^a-z0-9.\/:-]/', '-', strtolower(preg_replace('#^https?://#', '', get_option('home'))));
    return "$site:$name";
}

/** Asks Goodgate to purge. Returns what went wrong; '' when nothing did. */
function purge(array $query): string
{
    $admin = defined('GOODGATE_ADMIN') ? GOODGATE_ADMIN : 'localhost:9502';
    $token = defined('GOODGATE_ADMIN_TOKEN') ? GOODGATE_ADMIN_TOKEN : '';
    $answer = wp_remote_post("http://$admin/api/cache/purge?" . http_build_query($query, '', '&', PHP_QUERY_RFC3986), [
        'timeout' => 2,
        'redirection' => 0,
        'headers' => $token === '' ? [] : ['Authorization' => "Bearer $token"],
    ]);
    $status = is_wp_error($answer) ? 0 : (int) wp_remote_retrieve_response_code($answer);
    // 409: nothing is cached there.
    return is_wp_error($answer) ? "$admin: " . $answer->get_error_message() : ($status === 200 || $status === 409 ? '' : "$admin answered $status");
}

/** What does not work is told to administrators until it works again. */
function remember_trouble(string $trouble): void
{
    if ($trouble !== (string) get_option('goodgate_cache_trouble', '')) {
        update_option('goodgate_cache_trouble', $trouble, false);
        $trouble === '' || error_log("Goodgate Cache: Goodgate could not be told of a change: $trouble");
    }
}

/**
 * Tags of the page that is being made: "post-1" shows that post, "term-1" and "author-1" name them, "in-term-1" and "by-author-1" list their posts,
 * "lists" lists any posts, "comments" any comments, "site" is on every page.
 */
function tags_of_page(): array
{
    if (get_query_var('sitemap') || get_query_var('sitemap-stylesheet')) {
        return ['site', 'lists'];
    }
    $tags = ['site'];
    // What is not there, or not found, may be the next post.
    if (is_404() || is_search() || is_home() || is_front_page() || is_archive() || is_feed()) {
        $tags[] = 'lists';
    }
    if (is_comment_feed()) {
        $tags[] = 'comments';
    }
    $object = get_queried_object();
    if ($object instanceof \WP_Post) {
        $tags[] = "post-$object->ID";
        $tags[] = "author-$object->post_author";
        foreach (get_object_taxonomies($object->post_type) as $taxonomy) {
            foreach (get_the_terms($object, $taxonomy) ?: [] as $term) {
                $tags[] = $term instanceof \WP_Term ? "term-$term->term_id" : 'site';
            }
        }
    } elseif ($object instanceof \WP_Term) {
        array_push($tags, "term-$object->term_id", "in-term-$object->term_id");
    } elseif ($object instanceof \WP_User) {
        array_push($tags, "author-$object->ID", "by-author-$object->ID");
    }
    foreach ($GLOBALS['wp_query']->posts ?? [] as $post) {
        $tags[] = 'post-' . ($post instanceof \WP_Post ? $post->ID : (int) $post);
    }
    return array_slice(array_values(array_unique($tags)), 0, MOST_TAGS);
}

function send_tags(array $tags): void
{
    static $sent = [];
    $new = array_diff($tags, $sent);
    if ($new && !headers_sent()) {
        // Beside those of another plugin, if there is one.
        $sent = array_merge($sent, $new);
        header('Surrogate-Key: ' . implode(' ', array_map(__NAMESPACE__ . '\tag', $new)), false);
    }
}

/** Everything that shows a post, or will. */
function tags_of_post(\WP_Post $post): array
{
    if (in_array($post->post_type, SITE_TYPES, true)) {
        return ['site'];
    }
    $tags = ["post-$post->ID", "by-author-$post->post_author", 'lists'];
    foreach (get_object_taxonomies($post->post_type) as $taxonomy) {
        foreach (wp_get_object_terms($post->ID, $taxonomy, ['fields' => 'ids']) ?: [] as $term) {
            is_int($term) && $tags[] = "in-term-$term";
        }
    }
    return $tags;
}

function is_shown(string $status): bool
{
    return $status === 'publish' || $status === 'inherit';
}

function comment_changed($comment): void
{
    $comment = get_comment($comment);
    $comment && $comment->comment_post_ID && Changes::note(["post-$comment->comment_post_ID", 'comments']);
}

function site_changed(): void
{
    Changes::note(['site']);
}

add_action('template_redirect', static function (): void {
    send_tags(tags_of_page());
}, 0);

add_filter('rest_post_dispatch', static function ($response) {
    send_tags(['site', 'lists', 'comments']);
    return $response;
});

add_action('transition_post_status', static function ($new, $old, $post): void {
    if ((is_shown($new) || is_shown($old)) && !wp_is_post_revision($post) && $post->post_type !== 'revision') {
        // What was taken away must not come back while the server is down.
        is_shown($new) || Changes::note(["post-$post->ID"], true);
        Changes::note(tags_of_post($post));
    }
}, 10, 3);

add_action('before_delete_post', static function ($id): void {
    $post = get_post($id);
    if ($post && is_shown($post->post_status) && $post->post_type !== 'revision') {
        Changes::note(["post-$post->ID"], true);
        Changes::note(tags_of_post($post));
    }
});

add_action('set_object_terms', static function ($id, $terms, $new, $taxonomy, $append, $old): void {
    $post = get_post($id);
    if ($post && is_shown($post->post_status)) {
        foreach (array_unique(array_merge($new, $old)) as $one) {
            $term = get_term_by('term_taxonomy_id', (int) $one);
            $term && Changes::note(["in-term-$term->term_id", 'lists']);
        }
    }
}, 10, 6);

add_action('wp_insert_comment', static function ($id, $comment): void {
    (string) $comment->comment_approved === '1' && comment_changed($comment);
}, 10, 2);
add_action('transition_comment_status', static function ($new, $old, $comment): void {
    ($new === 'approved' || $old === 'approved') && comment_changed($comment);
}, 10, 3);
foreach (['edit_comment', 'delete_comment'] as $event) {
    add_action($event, __NAMESPACE__ . '\comment_changed');
}

foreach (['wp_update_nav_menu', 'wp_delete_nav_menu', 'switch_theme', 'customize_save_after', 'upgrader_process_complete', 'activated_plugin', 'deactivated_plugin'] as $event) {
    add_action($event, __NAMESPACE__ . '\site_changed');
}
add_action('updated_option', static function ($option): void {
    $option = (string) $option;
    (in_array($option, SITE_OPTIONS, true) || strpos($option, 'theme_mods_') === 0 || strpos($option, 'widget_') === 0) && site_changed();
});

foreach (['edited_term', 'pre_delete_term'] as $event) {
    add_action($event, static function ($id): void {
        Changes::note(["term-$id", "in-term-$id", 'lists']);
    });
}
add_action('profile_update', static function ($id): void {
    Changes::note(["author-$id"]);
});

// What could not be told: by the next change, or by WordPress's own clock.
add_action('goodgate_cache_untold', [Changes::class, 'send']);

// By hand: a button in the bar, for administrators.
add_action('admin_bar_menu', static function ($bar): void {
    if (current_user_can('manage_options')) {
        $bar->add_node(['id' => 'goodgate-purge', 'title' => 'Purge cache', 'href' => wp_nonce_url(admin_url('admin-post.php?action=goodgate_purge'), 'goodgate_purge')]);
    }
}, 90);
add_action('admin_post_goodgate_purge', static function (): void {
    check_admin_referer('goodgate_purge');
    current_user_can('manage_options') || wp_die('Only administrators may purge the cache.', '', ['response' => 403]);
    Changes::note(['site'], true);
    wp_safe_redirect(wp_get_referer() ?: admin_url());
    exit;
});
add_action('admin_notices', static function (): void {
    $trouble = (string) get_option('goodgate_cache_trouble', '');
    if ($trouble !== '' && current_user_can('manage_options')) {
        printf(
            '<div class="notice notice-warning"><p>%s</p></div>',
            esc_html("Goodgate's cache could not be told that something has changed; pages may be older than they should be. $trouble")
        );
    }
});

<?php
// A page that says of itself what it is told to: a status, fields, its length.
http_response_code((int) ($_GET['status'] ?? 200));
header('Content-Type: ' . ($_GET['type'] ?? 'text/html; charset=utf-8'));
header('X-Asked: ' . ($_SERVER['HTTP_IF_NONE_MATCH'] ?? '-') . ' ' . ($_SERVER['HTTP_IF_MATCH'] ?? '-'));
foreach ($_GET['field'] ?? [] as $field) { header($field); }
if (isset($_GET['tag'])) {
    header("ETag: \"{$_GET['tag']}\"");
    if (($_SERVER['HTTP_IF_NONE_MATCH'] ?? '') === "\"{$_GET['tag']}\"") { http_response_code(304); exit; }
}
$page = '';
for ($i = 0; $i < (int) ($_GET['lines'] ?? 5000); $i++) { $page .= "<p>Line $i of a page that has many.</p>\n"; }
if (isset($_GET['length'])) { header('Content-Length: ' . strlen($page)); }
echo $page;

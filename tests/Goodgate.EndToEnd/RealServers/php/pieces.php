<?php
// Sends a piece, and goes on when a file is there; with a length it has said all that it promised before.
$first = 'first piece' . str_repeat(' ', (int) ($_GET['size'] ?? 0));
if (isset($_GET['length'])) { header('Content-Length: ' . strlen($first)); }
echo $first;
flush();
while (!file_exists(__DIR__ . '/' . basename($_GET['go']))) { clearstatcache(); usleep(10000); }
if (!isset($_GET['length'])) { echo ', second piece'; }

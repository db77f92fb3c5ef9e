<?php
header('X-Large: ' . str_repeat('h', (int) $_GET['head']));
$left = (int) $_GET['body'];
while ($left > 0) { $piece = min($left, 65536); echo str_repeat('b', $piece); $left -= $piece; }

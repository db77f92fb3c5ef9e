<?php
header('Content-Type: application/json');
ksort($_SERVER);
echo json_encode($_SERVER, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);

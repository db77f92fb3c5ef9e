<?php
http_response_code((int) $_GET['code']);
header('X-Script: yes');
header('Set-Cookie: a=1', false);
header('Set-Cookie: b=2', false);
echo 'body';

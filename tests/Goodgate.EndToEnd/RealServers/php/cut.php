<?php
// What cannot be compressed to nothing: some of it is with the client before the worker dies.
echo base64_encode(random_bytes(225000));
flush();
exec('kill -9 ' . getmypid());

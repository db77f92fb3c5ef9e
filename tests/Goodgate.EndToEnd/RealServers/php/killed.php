<?php
if (isset($_GET['late'])) { echo str_repeat('x', 300000); flush(); }
posix_kill(getmypid(), SIGKILL);

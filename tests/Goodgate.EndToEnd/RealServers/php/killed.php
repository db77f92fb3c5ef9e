<?php
if (isset($_GET['late'])) { echo str_repeat('x', 300000); flush(); }
exec('kill -9 ' . getmypid());

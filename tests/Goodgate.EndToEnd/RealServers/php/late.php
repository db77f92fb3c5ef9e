<?php
echo str_repeat('x', 100000);
flush();
nothing_of_that_name();

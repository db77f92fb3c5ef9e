<?php
echo 'half a page';
exit(3);

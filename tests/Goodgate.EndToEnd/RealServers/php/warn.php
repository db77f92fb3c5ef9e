<?php
echo $nothing;
echo 'page';

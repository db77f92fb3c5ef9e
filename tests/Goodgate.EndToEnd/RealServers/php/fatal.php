<?php
function told($secret) { nothing_of_that_name(); }
told('secret=x');

"use strict";
Page.dress(null);

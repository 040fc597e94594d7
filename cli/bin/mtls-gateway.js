#!/usr/bin/env node
"use strict";
void require("../dist/main.js").main(process.argv);

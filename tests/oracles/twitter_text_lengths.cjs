// Reads a JSON list of texts, writes a JSON list of what X's own parser says they weigh.
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { parseTweet } = require("twitter-text");

const [, , textsFile, lengthsFile] = process.argv;
const texts = JSON.parse(readFileSync(textsFile, "utf8"));
writeFileSync(lengthsFile, JSON.stringify(texts.map((text) => parseTweet(text).weightedLength)));

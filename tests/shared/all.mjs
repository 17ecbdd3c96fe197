// Every case of the scripts of web/ in one process of node.
import "./arrivals.test.mjs";
import "./confirming.test.mjs";
import "./guard.test.mjs";
import "./link.test.mjs";
import "./page-version.test.mjs";
import "./presses.test.mjs";
import "./search.test.mjs";

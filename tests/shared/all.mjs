// Every case of the scripts of web/ in one process of node.
import "./presses.test.mjs";
import "./page-version.test.mjs";

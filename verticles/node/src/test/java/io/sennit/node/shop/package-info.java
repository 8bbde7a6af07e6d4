/**
 * The shop as its users meet it, over HTTP: what it promises is written once, and held against one
 * process and against a cluster.
 */
package io.sennit.node.shop;

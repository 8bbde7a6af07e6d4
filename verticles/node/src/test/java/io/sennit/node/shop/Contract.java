package io.sennit.node.shop;

/** A part of what the shop promises; whoever runs a shop holds it against that. */
interface Contract {
  Shop shop();
}

package io.sennit.node.shop;

/** All that the shop promises to those who ask it over HTTP. */
interface ShopContract
    extends AccessContract,
        UserContract,
        ProductContract,
        OrderContract,
        ChangeContract,
        AccountContract,
        ClockContract,
        KeyContract,
        HttpContract {}

package io.sennit.bench.shop;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** What everybody knows: the ids of products, and of customers who have an account. */
final class Market {
  private final List<String> products = new CopyOnWriteArrayList<>();
  private final List<String> customers = new CopyOnWriteArrayList<>();

  void sells(String product) {
    products.add(product);
  }

  void welcomes(String customer) {
    customers.add(customer);
  }

  List<String> products() {
    return products;
  }

  List<String> customers() {
    return customers;
  }

  String anyProduct(Random chance) {
    return products.get(chance.nextInt(products.size()));
  }

  String anyCustomer(Random chance) {
    return customers.get(chance.nextInt(customers.size()));
  }
}

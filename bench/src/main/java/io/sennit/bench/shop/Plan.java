package io.sennit.bench.shop;

import io.sennit.bench.site.Site;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the shop is put on trial.
 *
 * @param load for how long users come
 * @param every the time from one kill to the next
 * @param rate visits of users a second, each of which is one request or two
 * @param broken what is wrong with the shop on purpose; null for nothing
 */
record Plan(
    long seed,
    Duration load,
    Duration every,
    int rate,
    @Nullable Sabotage broken,
    Site.Layout layout) {}

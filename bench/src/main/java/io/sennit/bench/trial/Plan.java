package io.sennit.bench.trial;

import io.sennit.postgres.PostgresOptions;

/**
 * What a trial is to be.
 *
 * @param seed decides all that is left to chance, except for what the machine's own pace decides
 * @param events that are told at least
 * @param rounds how often each fault is played at least
 * @param patient whether faults are played that take long, such as nodes that are paused for longer
 *     than others wait for them
 */
public record Plan(long seed, int events, int rounds, boolean patient, PostgresOptions postgres) {}

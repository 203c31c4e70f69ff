package dev.penstock.store.s3.log;

/**
 * A line of the log that waits to be written.
 *
 * @param folder the shard and perhaps its stage, such as {@code 0007} and {@code 0007.analyse}
 * @param isCall whether it records a call; otherwise it is a result
 * @param text with its line break
 */
record LogEntry(int shard, String folder, boolean isCall, byte[] text) {}

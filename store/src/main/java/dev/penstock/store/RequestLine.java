package dev.penstock.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One request of a batch: a line of its {@code input.jsonl} in the format of OpenAI's Batch API.
 *
 * @param reusable whether it may be answered from the cache or with a duplicate's result; false where the line says so
 */
public record RequestLine(long line, String customId, String url, ObjectNode body, boolean reusable) {}

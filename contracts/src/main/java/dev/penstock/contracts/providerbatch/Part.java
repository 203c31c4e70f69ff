package dev.penstock.contracts.providerbatch;

/**
 * Some of a batch's requests, all of one pool, url and model, that go to the provider as one file.
 *
 * @param number from 1
 * @param bytes what its lines have at most
 * @param tokens their estimated tokens
 */
public record Part(int number, String pool, String url, String model, int requests, long bytes, long tokens) {}

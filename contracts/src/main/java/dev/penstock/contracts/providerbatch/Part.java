package dev.penstock.contracts.providerbatch;

/**
 * A part of a batch: requests of one pool, url and model that go to the provider as one file.
 *
 * @param number the part's number, from 1
 * @param bytes the most bytes that the part's lines have
 * @param tokens the requests' estimated tokens
 */
public record Part(int number, String pool, String url, String model, int requests, long bytes, long tokens) {}

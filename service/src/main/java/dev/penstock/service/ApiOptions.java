package dev.penstock.service;

/**
 * How the API is served.
 *
 * @param host the interface to listen on
 * @param port 0 for any that is free
 * @param keys whether callers need one
 */
public record ApiOptions(String host, int port, boolean keys) {}

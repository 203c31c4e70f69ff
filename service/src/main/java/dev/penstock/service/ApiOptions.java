package dev.penstock.service;

/**
 * Options of the HTTP server.
 *
 * @param host the interface to listen on
 * @param port the port to listen on; 0 for any free port
 * @param keys whether callers need an API key
 */
public record ApiOptions(String host, int port, boolean keys) {}

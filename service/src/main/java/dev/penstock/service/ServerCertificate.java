package dev.penstock.service;

import java.nio.file.Path;

/**
 * The certificate for TLS, in two PEM files that are read again when they change.
 *
 * @param chain the certificate, and those with which it was signed
 * @param key its private key, not encrypted
 */
public record ServerCertificate(Path chain, Path key) {}

package dev.penstock.store;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the SHA-256 of content while it is read or written. */
public final class ContentDigest {
    private final MessageDigest digest;

    public ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the stream, wrapped so that everything read from it is added to the digest. */
    public InputStream through(InputStream in) {
        return new DigestInputStream(in, digest);
    }

    /** Returns the stream, wrapped so that everything written to it is added to the digest. */
    public OutputStream through(OutputStream out) {
        return new DigestOutputStream(out, digest);
    }

    public void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    public void add(byte[] bytes) {
        digest.update(bytes);
    }

    /** Returns the digest in hexadecimal, and resets it: call this once, at the end. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

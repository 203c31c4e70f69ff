package dev.penstock.starter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The file a user names, or standard input kept in the state folder, so that the run can be continued. */
final class InputArgument {
    private InputArgument() {}

    static Path resolve(String argument, Path home) throws IOException {
        if (argument.equals("-")) {
            return keep(System.in, home);
        }
        Path input = Path.of(argument).toAbsolutePath().normalize();
        if (Files.isDirectory(input)) {
            throw new UserError(argument + " is a folder; name the file that has the prompts");
        }
        if (!Files.isReadable(input)) {
            throw new UserError(Files.exists(input) ? argument + " cannot be read" : "there is no file " + argument);
        }
        return input;
    }

    private static Path keep(InputStream in, Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("stdin"));
        Path temporary = Files.createTempFile(folder, "stdin", ".part");
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(in, digest)) {
            Files.copy(content, temporary, StandardCopyOption.REPLACE_EXISTING);
        }
        String name = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        return Files.move(temporary, folder.resolve("stdin-" + name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.penstock.providers.key;

import dev.penstock.providers.ProviderKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file with a key and nothing else, such as a mounted secret, which others replace. */
public record KeyFile(Path path) implements KeySource {
    public KeyFile {
        path = path.toAbsolutePath().normalize();
    }

    @Override
    public String read() {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no such file");
        } catch (IOException e) {
            throw unreadable("it cannot be read");
        }
    }

    @Override
    public boolean isCheap() {
        return true;
    }

    @Override
    public String identity() {
        return "file " + path;
    }

    @Override
    public String description() {
        return "the key file " + path;
    }

    @Override
    public String publicName() {
        return "the pool's key file";
    }

    private ProviderKey.UnavailableException unreadable(String why) {
        return unavailable(": %s; put the key there, alone, readable for this user".formatted(why));
    }
}

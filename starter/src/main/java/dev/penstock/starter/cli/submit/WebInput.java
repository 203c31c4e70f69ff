package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.InputName;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;

/**
 * An input that is downloaded over HTTPS into the store before anything starts; workers never read addresses. A signed address
 * is a secret: it is kept nowhere, and shown without its query.
 */
final class WebInput {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final int NAME_LENGTH = 60;

    private final URI address;
    private final Connections connections;

    WebInput(URI address, Connections connections) {
        this.address = address;
        this.connections = connections;
    }

    /** Opens connections, which follow no redirects by themselves. */
    @FunctionalInterface
    interface Connections {
        HttpURLConnection open(URI address) throws IOException;
    }

    /**
     * Returns the input of an argument that is an address; empty for a file's name.
     *
     * @throws UserError if nothing can be read from such an address
     */
    static Optional<WebInput> of(String argument) {
        if (!InputName.isAddress(argument)) {
            return Optional.empty();
        }
        String scheme = argument.substring(0, argument.indexOf(':')).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https")) {
            throw new UserError(
                    "an input is a file, a folder, a pattern in quotes, an https:// or s3:// address, or - for standard input, not %s://%s"
                            .formatted(
                                    scheme,
                                    scheme.equals("http")
                                            ? ", which anybody on the way could change; where you trust it: curl -s ADDRESS | penstock run -"
                                            : ""));
        }
        try {
            URI address = new URI(argument);
            if (address.getHost() == null || address.getRawUserInfo() != null) {
                throw new UserError("the address must have a host, and no name or password before it");
            }
            return Optional.of(
                    new WebInput(address, to -> (HttpURLConnection) to.toURL().openConnection()));
        } catch (URISyntaxException e) {
            throw new UserError("the https:// address is wrong at character %d: spaces and the like are written as %%20"
                    .formatted(e.getIndex() + 1));
        }
    }

    /**
     * Downloads the input.
     *
     * @throws UserError if it cannot be had, or not as a whole
     */
    InputLocation keep(Store store) throws IOException {
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpURLConnection connection = open(at);
            try {
                int status = status(connection);
                if (!REDIRECTS.contains(status)) {
                    return keep(store, connection, status);
                }
                at = target(at, connection.getHeaderField("Location"));
            } finally {
                connection.disconnect();
            }
        }
        throw new UserError(this + " leads on and on: it was followed %d times".formatted(MOST_REDIRECTS));
    }

    /** Returns the file for results in the working folder. */
    Path results(String ending) {
        return Path.of(InputName.stem(fileName()) + ".results." + ending).toAbsolutePath();
    }

    /** Returns the address without its query, which may hold a secret. */
    @Override
    public String toString() {
        return shown(address);
    }

    private HttpURLConnection open(URI at) {
        try {
            return connections.open(at);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private int status(HttpURLConnection connection) {
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
        connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("User-Agent", "penstock");
        try {
            return connection.getResponseCode();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputLocation keep(Store store, HttpURLConnection connection, int status) throws IOException {
        if (status != HttpURLConnection.HTTP_OK) {
            throw new UserError("%s answers %d: open the address, or get a new one if it was signed for a time"
                    .formatted(this, status));
        }
        long announced = connection.getContentLengthLong();
        try (InputStream in = new AnnouncedStream(connection.getInputStream(), announced, this)) {
            String name = fileName();
            return new KeptInput(store, toString()).keep(in, InputName.stem(name), InputName.ending(name));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private URI target(URI from, String location) {
        try {
            URI to = from.resolve(new URI(location == null ? "" : location));
            if (!"https".equalsIgnoreCase(to.getScheme()) || to.getHost() == null || to.getRawUserInfo() != null) {
                throw new UserError("%s leads to %s, which is no https:// address".formatted(this, shown(to)));
            }
            return to;
        } catch (URISyntaxException e) {
            throw new UserError("%s leads to an address that is none".formatted(this));
        }
    }

    private UserError unreadable(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new UserError("%s cannot be read: %s"
                .formatted(
                        this,
                        switch (e) {
                            case UnknownHostException unknown -> "there is no host " + reason;
                            case SocketTimeoutException late -> "nothing came for %d s".formatted(PATIENCE.toSeconds());
                            case SSLHandshakeException untrusted
                            when reason.contains("certification path") ->
                                "this machine's Java does not trust its certificate; download the file yourself";
                            default -> reason;
                        }));
    }

    /** Returns the last name of the address as it may be a file's. */
    private String fileName() {
        String path = address.getPath() == null ? "" : address.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1)
                .replaceAll("[^A-Za-z0-9._-]", "-")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "download" : name.substring(Math.max(0, name.length() - NAME_LENGTH));
    }

    private static String shown(URI any) {
        String port = any.getPort() < 0 ? "" : ":" + any.getPort();
        return "%s://%s%s%s".formatted(any.getScheme(), any.getHost(), port, any.getRawPath());
    }
}

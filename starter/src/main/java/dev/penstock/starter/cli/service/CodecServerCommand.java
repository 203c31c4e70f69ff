package dev.penstock.starter.cli.service;

import dev.penstock.service.codec.CodecAccess;
import dev.penstock.service.codec.CodecEndpoint;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.StopSignal;
import dev.penstock.starter.cli.session.UserFolders;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock codec-server} shows encrypted histories to the Web UI and the {@code temporal} CLI. */
@Command(
        name = "codec-server",
        description =
                "Decrypt histories for Temporal's Web UI and the temporal CLI, with the keys of PENSTOCK_HISTORY_KEYS,"
                        + " until Ctrl-C.",
        sortOptions = false)
public final class CodecServerCommand implements Callable<Integer> {
    private static final String AUTHORIZATION = "PENSTOCK_CODEC_AUTHORIZATION";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8234",
            description = "Port to listen on; 8234 by default, 0 for any free one.")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; by default this machine only. Elsewhere callers need the header Authorization"
                            + " that PENSTOCK_CODEC_AUTHORIZATION sets.")
    String host = "";

    @Option(
            names = "--allowed-origins",
            paramLabel = "URL,…",
            split = ",",
            description =
                    "Web UIs that may read payloads, such as https://cloud.temporal.io; by default PENSTOCK_WEB_UI and"
                            + " that of a dev server of this machine.")
    List<String> origins = List.of();

    @Override
    public Integer call() throws InterruptedException {
        UserFolders home = new UserFolders();
        PayloadCodec codec = home.encryption()
                .codec()
                .orElseThrow(() -> new UserError(
                        "there are no keys to decrypt with: name the file of keys in PENSTOCK_HISTORY_KEYS"));
        CodecAccess access =
                new CodecAccess(origins(home), authorization(home.engine().environment()));
        TerminalOutput console = TerminalOutput.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (CodecEndpoint endpoint = listen(access, codec)) {
            console.say("codec server: http://%s:%d, keys: %s"
                    .formatted(host, endpoint.port(), home.encryption().description()));
            console.say(
                    "for the Web UI enter that address under \"Codec Server\"; for the temporal CLI add --codec-endpoint");
            Object unused = stop.requested().get();
            return ExitCode.DONE;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private CodecEndpoint listen(CodecAccess access, PayloadCodec codec) {
        try {
            return CodecEndpoint.listen(host, port, access, codec);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("cannot listen on %s:%d: %s; choose another with --port or --host"
                    .formatted(host, port, e.getMessage()));
        }
    }

    private Set<String> origins(UserFolders home) {
        Set<String> all = new LinkedHashSet<>();
        int uiPort = home.engine().uiPort();
        all.add("http://localhost:" + uiPort);
        all.add("http://127.0.0.1:" + uiPort);
        origins.forEach(named -> all.add(origin(named)));
        String webUi = home.engine().environment().getOrDefault("PENSTOCK_WEB_UI", "");
        if (!webUi.isBlank()) {
            all.add(origin(webUi));
        }
        return all;
    }

    /** Returns scheme, host and port, which is all that browsers send. */
    private static String origin(String address) {
        String trimmed = address.strip();
        if (!trimmed.matches("https?://[^/\\s*]+(/.*)?")) {
            throw new UserError(
                    "'%s' is no address of a Web UI, such as https://temporal.example.org".formatted(trimmed));
        }
        return trimmed.replaceAll("^(https?://[^/]+).*$", "$1");
    }

    /** Whoever reaches the server reads the histories, so elsewhere than on this machine callers must show who they are. */
    private @Nullable String authorization(Map<String, String> environment) {
        String required = environment.getOrDefault(AUTHORIZATION, "");
        if (!required.isBlank()) {
            return required.strip();
        }
        if (ListenAddress.isLoopback(host)) {
            return null;
        }
        throw new UserError(
                ("everybody who reaches %s could read the histories: set %s to the header that callers must send,"
                                + " such as 'Bearer …' (temporal --codec-auth), or listen on 127.0.0.1")
                        .formatted(host, AUTHORIZATION));
    }
}

package dev.penstock.starter.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** OpenAI's own clients in other languages, installed once a checkout; where that is impossible, tests are skipped. */
final class ClientScripts {
    private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();

    private ClientScripts() {}

    static String python(String script, String argument) throws IOException, InterruptedException {
        Path python = FOLDER.resolve("python/bin/python");
        installForPython(python);
        return said(List.of(python.toString(), placed(script, FOLDER).toString(), argument));
    }

    /** What the schemathesis found that asks an API all kinds of things that its OpenAPI document allows. */
    static String schemathesis(String document, String... options) throws IOException, InterruptedException {
        Path program = FOLDER.resolve("python/bin/schemathesis");
        if (!Files.isExecutable(program)) {
            install("schemathesis");
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "run", document, "--no-color"));
        command.addAll(List.of(options));
        return said(command);
    }

    /** Once for the tests of all classes, which run side by side. */
    private static synchronized void installForPython(Path python) throws InterruptedException {
        if (run(List.of(python.toString(), "-c", "import openai")) != 0) {
            install("openai");
        }
    }

    private static void install(String name) throws InterruptedException {
        String venv = FOLDER.resolve("python").toString();
        assumeTrue(
                run(List.of("python3", "-m", "venv", venv)) == 0
                        && run(List.of(venv + "/bin/python", "-m", "pip", "install", "-q", "--no-compile", name)) == 0,
                "skipped: " + name + " cannot be installed by pip here");
    }

    static String node(String script, String argument) throws IOException, InterruptedException {
        Path node = FOLDER.resolve("node");
        installForNode(node);
        return said(List.of("node", placed(script, node).toString(), argument));
    }

    private static synchronized void installForNode(Path node) throws IOException, InterruptedException {
        Files.createDirectories(node);
        if (!Files.exists(node.resolve("node_modules/openai"))) {
            assumeTrue(run(List.of("node", "--version")) == 0, "skipped: there is no node here");
            assumeTrue(
                    run(List.of("npm", "install", "--silent", "--prefix", node.toString(), "openai")) == 0,
                    "skipped: openai for Node cannot be installed by npm here");
        }
    }

    private static Path placed(String script, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream in = ClientScripts.class.getResourceAsStream("/clients/" + script)) {
            return Files.write(
                    folder.resolve(script), Objects.requireNonNull(in).readAllBytes());
        }
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(FOLDER, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(out);
        Files.delete(out);
        return said;
    }
}

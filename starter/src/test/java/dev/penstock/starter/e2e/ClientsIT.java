package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own clients, whose base URL is ours. */
final class ClientsIT extends PenstockTestCase {
    /** Kept between builds. */
    private static final Path CACHE = Path.of("target", "clients").toAbsolutePath();

    private Service service;

    @BeforeEach
    void serve() {
        service = Service.start(penstock);
    }

    @Test
    void theClientForPythonChats() throws Exception {
        Path venv = CACHE.resolve("venv");
        if (!Files.exists(venv.resolve("ready"))) {
            assumeTrue(
                    run("python3", "-m", "venv", venv.toString()).isEmpty()
                            && run(venv + "/bin/pip", "install", "-q", "openai").isEmpty(),
                    "no openai for Python: pip could not install it");
            Files.createFile(venv.resolve("ready"));
        }

        assertThat(run(venv + "/bin/python", script("chat.py"), base())).isEmpty();
    }

    @Test
    void theClientForNodeChats() throws Exception {
        Path modules = CACHE.resolve("node");
        if (!Files.exists(modules.resolve("ready"))) {
            Files.createDirectories(modules);
            assumeTrue(
                    run("npm", "install", "--silent", "--prefix", modules.toString(), "openai")
                            .isEmpty(),
                    "no openai for Node: npm could not install it");
            Files.createFile(modules.resolve("ready"));
        }
        Path script = modules.resolve("chat.mjs");
        Files.copy(Path.of(script("chat.mjs")), script, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(run("node", script.toString(), base())).isEmpty();
    }

    @Test
    void theClientForJavaChats() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(base())
                .apiKey("none")
                .maxRetries(0)
                .build();

        assertThat(client.chat()
                        .completions()
                        .create(asked("What is one?"))
                        .choices()
                        .getFirst()
                        .message()
                        .content())
                .hasValueSatisfying(text -> assertThat(text).contains("What is one?"));
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asked("What is two?"))) {
            String text = stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
            assertThat(text).contains("What is two?");
        }
        assertThatThrownBy(() -> client.chat().completions().create(asked("[[fail:404]] x")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.chat().completions().create(asked("[[fail:500]] x")))
                .isInstanceOf(InternalServerException.class);
        assertThatThrownBy(() -> client.chat().completions().create(asked("[[fail:429]] x")))
                .isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> client.chat().completions().create(asked("[[fail:401]] x")))
                .isInstanceOf(UnauthorizedException.class);
    }

    private String base() {
        return service.address() + "/v1";
    }

    private static ChatCompletionCreateParams asked(String prompt) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o-mini")
                .addUserMessage(prompt)
                .build();
    }

    private String script(String name) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream source = ClientsIT.class.getResourceAsStream("/clients/" + name)) {
            Files.write(script, Objects.requireNonNull(source).readAllBytes());
        }
        return script.toString();
    }

    /** What it said if it failed; empty when all went well. */
    private String run(String... command) throws InterruptedException {
        try {
            Path said = Files.createTempFile(folder, "client", ".txt");
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "did not end: " + Files.readString(said);
            }
            return process.exitValue() == 0 ? "" : "failed: " + Files.readString(said);
        } catch (IOException e) {
            return "not there: " + e.getMessage();
        }
    }
}

package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** OpenAI's own clients, whose base URL is ours. */
@Order(3)
final class ClientsIT extends PenstockTestCase {
    private Service service;

    @BeforeEach
    void serve() {
        service = Service.start(penstock);
    }

    @Test
    void theClientForPythonChats() throws Exception {
        assertThat(ClientScripts.python("chat.py", base())).isEmpty();
    }

    @Test
    void theClientForNodeChats() throws Exception {
        assertThat(ClientScripts.node("chat.mjs", base())).isEmpty();
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
        // At once, since each is tried again for a while before it is told.
        var lost = client.async().chat().completions().create(asked("[[fail:500]] x"));
        var throttled = client.async().chat().completions().create(asked("[[fail:429]] x"));
        assertThatThrownBy(lost::join).hasCauseInstanceOf(InternalServerException.class);
        assertThatThrownBy(throttled::join).hasCauseInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> client.chat().completions().create(asked("[[fail:401]] x")))
                .isInstanceOf(InternalServerException.class);
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
}

package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.header;
import static dev.penstock.simulator.TestingClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.simulator.faults.OutageWindow;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsOverHttpTest extends SimulatorFixture {
    @ParameterizedTest
    @CsvSource({
        "400,400,",
        "401,401,invalid_api_key",
        "403,403,",
        "404,404,model_not_found",
        "408,408,",
        "409,409,",
        "429,429,rate_limit_exceeded",
        "500,500,",
        "503,503,",
        "insufficient_quota,429,insufficient_quota",
        "context_length_exceeded,400,context_length_exceeded"
    })
    void aPromptCanAskForAnyErrorAnswer(String fault, int status, String code) throws Exception {
        HttpResponse<String> response = client.ask("[[fail:" + fault + "x1]] hello");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error").properties()).hasSize(4);
        assertThat(json(response).at("/error/code").textValue()).isEqualTo(code);
        assertThat(client.ask("[[fail:" + fault + "x1]] hello").statusCode()).isEqualTo(200);
    }

    @Test
    void connectionsDropBeforeOrInTheMiddleOfAnAnswer() throws Exception {
        assertThatThrownBy(() -> client.ask("[[drop]]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.ask("[[cut]]")).isInstanceOf(IOException.class);
        assertThat(client.ask("all well").statusCode()).isEqualTo(200);
        assertThat(simulator.stats().byFault()).containsKeys("drop", "cut");
        assertThat(simulator.callsOf("[[cut]]").answered()).isZero();
    }

    @Test
    void bodiesCanBeGarbageOrCutShort() throws Exception {
        assertThat(client.ask("[[garbage]]").body()).startsWith("<html>");
        HttpResponse<String> truncated = client.ask("[[truncate]]");

        assertThat(truncated.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(truncated)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void answersCanBeFilteredOrTooLong() throws Exception {
        assertThat(json(client.ask("[[filter]] hello"))
                        .at("/choices/0/finish_reason")
                        .textValue())
                .isEqualTo("content_filter");
        assertThat(json(client.ask("[[length]] hello"))
                        .at("/choices/0/finish_reason")
                        .textValue())
                .isEqualTo("length");
    }

    @Test
    void aHangingCallIsInFlightUntilItsClientLeaves() {
        CompletableFuture<HttpResponse<String>> call = client.asking("[[hang x1]]");
        await().until(() -> simulator.stats().calls().inFlight() == 1);

        client.close();

        await().until(() -> simulator.stats().calls().inFlight() == 0);
        await().untilAsserted(() -> assertThat(call).isCompletedExceptionally());
        assertThat(simulator.stats().byFault()).containsEntry("hang", 1L);
    }

    @Test
    void theSameSeedGivesEveryPromptTheSameFaults() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .seed(42)
                .fault("500", 0.3)
                .fault("408", 0.2)
                .build());
        List<Integer> once = statuses();
        simulator.reset();

        assertThat(statuses()).isEqualTo(once).contains(200, 500, 408);
    }

    @Test
    void clientsAreToldWhetherToRetry() throws Exception {
        simulator.change(simulator.options().toBuilder().shouldRetry(false).build());

        assertThat(header(client.ask("[[fail:500]]"), "x-should-retry")).isEqualTo("false");
        assertThat(header(client.ask("[[fail:500]] [[x-should-retry:true]]"), "x-should-retry"))
                .isEqualTo("true");
    }

    @Test
    void outagesComeByPlanAndByHand() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .outage(OutageWindow.parse("30..60"))
                .build());
        assertThat(client.ask("before").statusCode()).isEqualTo(200);
        pass(Duration.ofSeconds(30));
        assertThat(client.ask("during").statusCode()).isEqualTo(503);
        pass(Duration.ofSeconds(30));
        assertThat(client.ask("after").statusCode()).isEqualTo(200);

        simulator.startOutage(OutageMode.DROP);
        assertThatThrownBy(() -> client.ask("by hand")).isInstanceOf(IOException.class);
        simulator.endOutage();
        assertThat(client.ask("after all").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheRequiredKeyIsLetIn() throws Exception {
        simulator.change(simulator.options().toBuilder().requiredKey("sk-other").build());
        assertThat(client.ask("hello").statusCode()).isEqualTo(401);
        assertThat(client.get("/v1/models").statusCode()).isEqualTo(401);

        simulator.change(simulator.options().toBuilder().requiredKey("sk-test").build());
        assertThat(client.ask("hello").statusCode()).isEqualTo(200);
    }

    private List<Integer> statuses() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            statuses.add(client.ask("prompt " + i % 20).statusCode());
        }
        return statuses;
    }
}

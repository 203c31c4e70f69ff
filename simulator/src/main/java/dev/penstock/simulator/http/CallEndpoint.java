package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.Call;
import dev.penstock.simulator.answers.Reply;
import dev.penstock.simulator.books.Ending;
import dev.penstock.simulator.faults.ErrorBody;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.provider.Act;
import dev.penstock.simulator.provider.SimulatedProvider;
import dev.penstock.simulator.provider.Ticket;
import dev.penstock.simulator.provider.Verdict;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Carries the provider's verdicts out over HTTP. */
final class CallEndpoint {
    private static final byte[] GARBAGE =
            "<html><body><h1>It works!</h1></body></html>".getBytes(StandardCharsets.UTF_8);

    private final SimulatedProvider provider;

    CallEndpoint(SimulatedProvider provider) {
        this.provider = provider;
    }

    void serve(Exchange exchange, FullHttpRequest request, Function<JsonNode, Call> reading) {
        String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        Ticket ticket = provider.receive(() -> reading.apply(Bodies.json(request)), authorization);
        Verdict verdict = ticket.verdict();
        exchange.onAbandoned(() -> ticket.close(new Ending.Abandoned()));
        exchange.after(verdict.delay(), () -> carryOut(exchange, ticket, verdict));
    }

    private static void carryOut(Exchange exchange, Ticket ticket, Verdict verdict) {
        Map<String, String> headers = verdict.headers();
        switch (verdict.act()) {
            case Act.Refuse(Refusal refusal, boolean throttled) -> {
                ticket.close(new Ending.Refused(refusal.status(), throttled));
                exchange.send(refusal.status(), Exchange.JSON, ErrorBody.of(refusal), headers);
            }
            case Act.Hang() -> {
                exchange.onAbandoned(() -> ticket.close(new Ending.Broken("hang")));
                exchange.hang();
            }
            case Act.Drop(String reason) -> {
                ticket.close(new Ending.Broken(reason));
                exchange.drop();
            }
            case Act.Answer(Reply.Whole whole, var perToken) -> {
                ticket.close(new Ending.Answered(whole.usage()));
                exchange.send(200, Exchange.JSON, whole.body(), headers);
            }
            case Act.Answer(Reply.Streamed streamed, var perToken) ->
                EventStream.whole(exchange, streamed, perToken, ticket).start(headers);
            case Act.Break(Reply.Whole whole, var perToken, Quirk how) -> {
                ticket.close(new Ending.Broken(how.wireName()));
                sendBroken(exchange, whole.body(), how, headers);
            }
            case Act.Break(Reply.Streamed streamed, var perToken, Quirk how) -> {
                if (how == Quirk.GARBAGE) {
                    ticket.close(new Ending.Broken(how.wireName()));
                    sendBroken(exchange, GARBAGE, how, headers);
                } else {
                    EventStream.broken(exchange, streamed, perToken, how, ticket)
                            .start(headers);
                }
            }
        }
    }

    private static void sendBroken(Exchange exchange, byte[] body, Quirk how, Map<String, String> headers) {
        switch (how) {
            case CUT -> exchange.sendHalf(Exchange.JSON, body, headers);
            case TRUNCATE -> exchange.send(200, Exchange.JSON, Arrays.copyOf(body, body.length / 2), headers);
            case GARBAGE, HANG, DROP, STREAM_ERROR, FILTER, LENGTH -> exchange.send(200, "text/html", GARBAGE, headers);
        }
    }
}

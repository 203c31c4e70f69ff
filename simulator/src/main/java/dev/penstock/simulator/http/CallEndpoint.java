package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.books.CallEnding;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.provider.CallDecision;
import dev.penstock.simulator.provider.CallTicket;
import dev.penstock.simulator.provider.ProviderAction;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Answers calls of models by carrying out the provider's decisions over HTTP. */
final class CallEndpoint {
    private static final byte[] GARBAGE =
            "<html><body><h1>It works!</h1></body></html>".getBytes(StandardCharsets.UTF_8);

    private final SimulatedProvider provider;
    private final WireFormat format;

    CallEndpoint(SimulatedProvider provider, WireFormat format) {
        this.provider = provider;
        this.format = format;
    }

    void serve(HttpExchange exchange, FullHttpRequest request, Function<JsonNode, ModelCall> reading) {
        String authorization = format.authorization(request.headers());
        CallTicket ticket = provider.receive(() -> reading.apply(RequestBodies.json(request)), authorization);
        CallDecision verdict = ticket.verdict();
        exchange.onAbandoned(() -> ticket.close(new CallEnding.Abandoned()));
        exchange.after(verdict.delay(), () -> carryOut(exchange, ticket, verdict));
    }

    private void carryOut(HttpExchange exchange, CallTicket ticket, CallDecision verdict) {
        Map<String, String> headers = format.headers(verdict.headers(), exchange.id());
        switch (verdict.act()) {
            case ProviderAction.Refuse(Refusal meant, boolean throttled) -> {
                Refusal refusal = format.translate(meant);
                ticket.close(new CallEnding.Refused(refusal.status(), throttled));
                exchange.send(refusal.status(), HttpExchange.JSON, format.error(refusal, exchange.id()), headers);
            }
            case ProviderAction.Hang() -> {
                exchange.onAbandoned(() -> ticket.close(new CallEnding.Broken("hang")));
                exchange.hang();
            }
            case ProviderAction.Drop(String reason) -> {
                ticket.close(new CallEnding.Broken(reason));
                exchange.drop();
            }
            case ProviderAction.Answer(SimulatedResponse.Whole whole, var perToken) -> {
                ticket.close(new CallEnding.Answered(whole.usage()));
                exchange.send(200, HttpExchange.JSON, whole.body(), headers);
            }
            case ProviderAction.Answer(SimulatedResponse.Streamed streamed, var perToken) ->
                EventStream.whole(exchange, streamed, perToken, ticket).start(headers);
            case ProviderAction.Break(SimulatedResponse.Whole whole, var perToken, Quirk how) -> {
                ticket.close(new CallEnding.Broken(how.wireName()));
                sendBroken(exchange, whole.body(), how, headers);
            }
            case ProviderAction.Break(SimulatedResponse.Streamed streamed, var perToken, Quirk how) -> {
                if (how == Quirk.GARBAGE) {
                    ticket.close(new CallEnding.Broken(how.wireName()));
                    sendBroken(exchange, GARBAGE, how, headers);
                } else {
                    EventStream.broken(exchange, streamed, perToken, how, ticket, format)
                            .start(headers);
                }
            }
        }
    }

    private static void sendBroken(HttpExchange exchange, byte[] body, Quirk how, Map<String, String> headers) {
        switch (how) {
            case CUT -> exchange.sendHalf(HttpExchange.JSON, body, headers);
            case TRUNCATE -> exchange.send(200, HttpExchange.JSON, Arrays.copyOf(body, body.length / 2), headers);
            case GARBAGE, HANG, DROP, STREAM_ERROR, FILTER, LENGTH -> exchange.send(200, "text/html", GARBAGE, headers);
        }
    }
}

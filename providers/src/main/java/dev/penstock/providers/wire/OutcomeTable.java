package dev.penstock.providers.wire;

import static dev.penstock.providers.wire.OutcomeTable.Meaning.ANSWERED;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.BLOCKED;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.EMPTY;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.FORBIDDEN;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.LOST;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.MISREAD;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.NOT_ALLOWED;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.REFUSED;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.THROTTLED;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.UNREADABLE;

import dev.penstock.providers.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The table that maps a provider's responses to their meaning; the first matching row decides. A dialect has rows of its own
 * before those that all share.
 */
public final class OutcomeTable {
    /** The meaning of a response; see {@link Outcome}. */
    public enum Meaning {
        ANSWERED,
        /** An answer without anything for the reader, paid for or not; a few more calls are worth their money. */
        EMPTY,
        /** A good status and a body that is no answer and no error, such as a page; one more call may bring an answer. */
        UNREADABLE,
        /** The provider could not read a request that is sound; one more call tells. */
        MISREAD,
        REFUSED,
        /** The account may not make such calls: the model, or the endpoint; others go on. */
        NOT_ALLOWED,
        /** Refused without a reason that is known: the request, or the account, or a proxy between. */
        FORBIDDEN,
        THROTTLED,
        LOST,
        BLOCKED
    }

    /** What a response's body is; only a body with a good status can be anything but an error. */
    public enum Body {
        ANSWER,
        EMPTY_ANSWER,
        UNREADABLE,
        ERROR
    }

    /**
     * The facts of a response that decide its meaning.
     *
     * @param status the response's status, or that of the error which a body with a good status reports
     * @param shouldRetry the header {@code x-should-retry}: true, false or empty
     */
    public record Sign(int status, Body body, String code, String type, String message, String shouldRetry) {
        public boolean isNamed(Set<String> names) {
            return names.contains(code) || names.contains(type);
        }

        public boolean says(String part) {
            return message.toLowerCase(Locale.ROOT).contains(part);
        }

        public boolean saysAny(Set<String> parts) {
            return parts.stream().anyMatch(this::says);
        }

        public boolean beginsAny(Set<String> starts) {
            return starts.stream().anyMatch(this::begins);
        }

        /** A message may repeat what a tenant wrote, but not at its beginning. */
        public boolean begins(String start) {
            return message.toLowerCase(Locale.ROOT).startsWith(start);
        }
    }

    /** The meaning of all responses that a condition fits. */
    public record Row(Predicate<Sign> when, Meaning meaning) {}

    private static final Set<Integer> REJECTED = Set.of(400, 401, 403, 404);

    private static final List<Row> ROWS = List.of(
            new Row(sign -> sign.body == Body.ANSWER, ANSWERED),
            new Row(sign -> sign.body == Body.EMPTY_ANSWER, EMPTY),
            new Row(sign -> sign.body == Body.UNREADABLE, UNREADABLE),
            // From here on: errors. A redirect that was not followed concerns all calls: the address is wrong.
            new Row(sign -> sign.status >= 300 && sign.status < 400, FORBIDDEN),
            new Row(OutcomeTable::isNotAllowed, NOT_ALLOWED),
            // A restricted key lacks the scope of this endpoint; it may have those of others.
            new Row(sign -> Set.of(401, 403).contains(sign.status) && sign.says("missing scopes"), FORBIDDEN),
            new Row(sign -> sign.status != 200 && sign.isNamed(KnownErrors.ACCOUNT), BLOCKED),
            new Row(
                    sign -> Set.of(200, 400, 403, 429).contains(sign.status)
                            && sign.beginsAny(KnownErrors.ACCOUNT_WORDS),
                    BLOCKED),
            // Fireworks: a limit of the month is reached, or a bill is not paid.
            new Row(sign -> sign.status == 412 && sign.begins("account ") && sign.says(" is suspended"), BLOCKED),
            new Row(sign -> sign.status == 400 && isMisread(sign), MISREAD),
            // Some providers send these with 401 or 403, although the request's text is at fault, not the key.
            new Row(sign -> sign.isNamed(KnownErrors.CONTENT), REFUSED),
            // OpenAI sends 429 for a request that can never fit the quota, too.
            new Row(sign -> sign.status == 429 && sign.begins("request too large"), REFUSED),
            new Row(sign -> sign.status == 429 && sign.shouldRetry.equals("false"), BLOCKED),
            new Row(sign -> sign.status == 429, THROTTLED),
            new Row(sign -> sign.shouldRetry.equals("true"), LOST),
            // OpenRouter, "Errors": the balance is too small for this request; smaller ones may go on.
            new Row(sign -> sign.status == 402 && sign.says("can only afford"), REFUSED),
            new Row(sign -> sign.status == 402 && sign.begins("prompt tokens limit exceeded"), REFUSED),
            // Resellers send 402 when the balance is used up (DeepSeek, "Error Codes"); 407 comes from the company's
            // own proxy.
            new Row(sign -> Set.of(401, 402, 407).contains(sign.status), BLOCKED),
            new Row(sign -> sign.status == 403 && isOfAccount(sign), BLOCKED),
            new Row(sign -> sign.status == 403 && isOfContent(sign), REFUSED),
            // Any other 403 may be about the request, by an endpoint's firewall or a policy: one tenant's request must
            // not
            // close a pool for all. Or it is about all calls: a proxy, a list of addresses, permissions.
            new Row(sign -> sign.status == 403, FORBIDDEN),
            new Row(sign -> sign.shouldRetry.equals("false"), REFUSED),
            new Row(sign -> sign.status >= 500, LOST),
            // 424: a model server's worker has failed. 498: no capacity for the tier (Groq). 499: cut off on the way.
            new Row(sign -> Set.of(408, 409, 424, 425, 498, 499).contains(sign.status), LOST),
            // Nothing is at this address: the base URL, or the deployment, is wrong for all calls.
            new Row(sign -> Set.of(404, 405).contains(sign.status), FORBIDDEN),
            new Row(sign -> sign.status >= 300, REFUSED),
            // From here on: status 200 with an error as the body, as some gateways and /v1/responses send.
            new Row(sign -> sign.isNamed(KnownErrors.RESELLER_ACCOUNT), BLOCKED),
            new Row(
                    sign -> sign.isNamed(KnownErrors.RATE)
                            || sign.isNamed(KnownErrors.RESELLER_RATE)
                            || sign.saysAny(KnownErrors.RATE_WORDS),
                    THROTTLED),
            new Row(sign -> sign.isNamed(KnownErrors.SERVER) || sign.saysAny(KnownErrors.BUSY), LOST),
            new Row(sign -> true, REFUSED));

    /** The rows that hold for OpenAI, and for the providers that have its API. */
    public static final OutcomeTable SHARED = new OutcomeTable(ROWS);

    private final List<Row> rows;

    private OutcomeTable(List<Row> rows) {
        this.rows = rows;
    }

    /** Returns a table with a dialect's own rows before the shared ones. */
    public static OutcomeTable with(List<Row> own) {
        return new OutcomeTable(Stream.concat(own.stream(), ROWS.stream()).toList());
    }

    private static boolean isNotAllowed(Sign sign) {
        return REJECTED.contains(sign.status)
                && (sign.isNamed(KnownErrors.MODEL)
                        || sign.says("not have access to model")
                        || sign.says("not have access to the model")
                        || sign.begins("the model ") && sign.says(" does not exist"));
    }

    /** Returns whether a 403 concerns all calls: OpenRouter's limit of a key, OpenAI's countries, Azure's network rules. */
    private static boolean isOfAccount(Sign sign) {
        return sign.begins("key limit exceeded")
                || sign.begins("country, region, or territory not supported")
                || sign.begins("access denied due to virtual network")
                || sign.begins("public access is disabled");
    }

    /** Returns whether a 403 concerns the request's text: moderation (OpenRouter, xAI). */
    private static boolean isOfContent(Sign sign) {
        return sign.says("flagged") || sign.says("moderation") || sign.says("usage guidelines");
    }

    /** Returns whether the provider could not read the request as JSON, which it is. */
    private static boolean isMisread(Sign sign) {
        return sign.says("could not be parsed")
                || sign.says("could not parse the json body")
                || sign.says("could not parse the request body");
    }

    /** Returns what a sign means. */
    public Meaning meaning(Sign sign) {
        return rows.stream()
                .filter(row -> row.when.test(sign))
                .findFirst()
                .map(Row::meaning)
                .orElseThrow();
    }
}

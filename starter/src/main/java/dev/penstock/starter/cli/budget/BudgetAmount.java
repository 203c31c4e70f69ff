package dev.penstock.starter.cli.budget;

import dev.penstock.starter.cli.output.UserError;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks and parses budget amounts from the command line. */
public final class BudgetAmount {
    private static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000");
    private static final BigDecimal NO_LIMIT = BigDecimal.ONE.negate();

    private BudgetAmount() {}

    /**
     * Checks that an amount is within the valid range.
     *
     * @throws UserError for a negative amount, or one above the maximum
     */
    public static void check(String what, @Nullable BigDecimal usd) {
        if (usd != null && (usd.signum() < 0 || usd.compareTo(MAX_AMOUNT) > 0)) {
            throw new UserError("%s is a number of US dollars from 0, not %s".formatted(what, usd.toPlainString()));
        }
    }

    /** Parses an amount in US dollars; null if the text is null, negative for {@code none}. */
    static @Nullable BigDecimal orNone(String what, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.equals("none")) {
            return NO_LIMIT;
        }
        if (!text.matches("-?\\d{1,10}(\\.\\d{1,9})?")) {
            throw new UserError(
                    "%s is a number of US dollars such as 5 or 0.50, or none, not '%s'".formatted(what, text));
        }
        BigDecimal usd = new BigDecimal(text);
        check(what, usd);
        return usd;
    }
}

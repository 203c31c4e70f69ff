/** Anthropic's Messages API: requests in OpenAI's chat format are translated to it, and answers back. */
@NullMarked
package dev.penstock.providers.anthropic;

import org.jspecify.annotations.NullMarked;

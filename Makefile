.PHONY: check format up demo

check: ; .ci/run
format: ; mvn -q -B spotless:apply
up: ; ./penstock up
demo: ; ./penstock run examples/reviews.jsonl

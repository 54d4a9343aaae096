# `make help` lists what there is. Deno and Bun are taken from PATH; where they
# are missing, pinned versions come from npm into .tools, and nowhere else.

DENO_VERSION := 2.9.6
BUN_VERSION := 1.4.5

TOOLS := .tools
BUILD := .build

# The least that the server needs: sockets, the files that are named to it, one
# variable, two that the package ws asks for, and for reverse DNS what name
# servers the system asks.
PERMISSIONS := --allow-net --allow-read --allow-write --allow-env=IRCD_PASSWORD,WS_NO_BUFFER_UTIL,WS_NO_UTF_8_VALIDATE --allow-sys=networkInterfaces

# A program that [check] names may be run only where its path is given:
# make run CHECK=/usr/local/bin/check. (Deno looks at that variable whenever it
# starts a program.)
ALLOW_RUN := $(if $(CHECK),--allow-run=$(CHECK) --allow-env=NODE_V8_COVERAGE)

# By itself V8 lets the youngest objects take 64 MB: less of it halves what a
# connection costs.
V8_FLAGS := --v8-flags=--max-semi-space-size=8

RECENT := const [major, minor] = Deno.version.deno.split(".").map(Number); \
	Deno.exit(major > 2 || (major === 2 && minor >= 9) ? 0 : 1)
DENO := $(if $(shell deno eval '$(RECENT)' 2>/dev/null && echo yes),deno,$(TOOLS)/deno)
BUN := $(if $(shell bun --version 2>/dev/null),bun,$(TOOLS)/bun)
export PATH := $(CURDIR)/$(TOOLS):$(PATH)
export DENO_NO_UPDATE_CHECK := 1

SOURCES := $(shell find src -name '*.ts' 2>/dev/null) deno.json deno.lock
NEEDS_DENO := $(filter $(TOOLS)/deno,$(DENO))
NEEDS_BUN := $(filter $(TOOLS)/bun,$(BUN))

.PHONY: help run test test-browser format check-format lint check doc unit e2e build bench bench-queries clean

help: ## list these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: $(NEEDS_DENO) ## start the server on [::]:6667 (ARGS="--port 7000" adds flags)
	@exec $(DENO) run --quiet $(V8_FLAGS) $(PERMISSIONS) $(ALLOW_RUN) src/main.ts $(ARGS)

test: check-format lint check doc unit e2e ## formatting, lint, types and every test, on both runtimes

CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

test-browser: $(NEEDS_DENO) $(BUILD)/ircd-bun ## the tests with a browser, headless Chromium, on both runtimes
	@test -n '$(CHROMIUM)' || { \
		echo 'Chromium is needed, and there is none (Debian: apt-get install chromium).' >&2; \
		exit 1; \
	}
	CHROMIUM=$(CHROMIUM) $(DENO) test --quiet --allow-all tests/browser

check-format: $(NEEDS_DENO)
	$(DENO) fmt --check --quiet

lint: $(NEEDS_DENO)
	$(DENO) lint --quiet

check: $(NEEDS_DENO)
	$(DENO) check --quiet src tests

doc: $(NEEDS_DENO) ## the examples in the comments
	$(DENO) test --quiet --doc src

unit: $(NEEDS_DENO) ## the tests that need no socket
	$(DENO) test --quiet --allow-read=. --allow-env=WS_NO_BUFFER_UTIL,WS_NO_UTF_8_VALIDATE tests/unit tests/sim

e2e: $(NEEDS_DENO) $(BUILD)/ircd-bun ## the tests over real sockets, on both runtimes
	$(DENO) test --quiet --allow-all tests/e2e

format: $(NEEDS_DENO) ## format the sources
	$(DENO) fmt --quiet

build: ## leave one executable, ./ircd (RUNTIME=deno or RUNTIME=bun forces one)
	@$(MAKE) --no-print-directory build-$(or $(RUNTIME),any)

.PHONY: build-any build-deno build-bun
build-any: $(BUILD)/ircd-deno.js
	@if output=$$($(DENO_COMPILE) 2>&1); then \
		echo 'Built ./ircd with Deno.'; \
	elif echo "$$output" | grep -q 'base binary'; then \
		echo 'The base binary of deno compile cannot be downloaded: building the same server with Bun.'; \
		$(MAKE) --no-print-directory build-bun; \
	else \
		echo "$$output" >&2; exit 1; \
	fi

build-deno: $(BUILD)/ircd-deno.js
	@$(DENO_COMPILE)
	@echo 'Built ./ircd with Deno.'

build-bun: $(BUILD)/ircd-bun
	@cp $< ircd
	@echo 'Built ./ircd with Bun.'

# A bundle first: deno compile would take in every package that deno.json names,
# those of the tests too.
DENO_COMPILE = $(DENO) compile --quiet --no-config --no-check $(V8_FLAGS) $(PERMISSIONS) $(ALLOW_RUN) \
	--output ircd $(BUILD)/ircd-deno.js

$(BUILD)/ircd-deno.js: $(SOURCES) | $(NEEDS_DENO)
	@$(DENO) check --quiet src/main.ts
	@$(DENO) bundle --quiet --platform deno --output $@ src/main.ts

$(BUILD)/ircd-bun.js: $(SOURCES) | $(NEEDS_DENO)
	@$(DENO) check --quiet src/main_bun.ts
	@$(DENO) bundle --quiet --platform deno --output $@ src/main_bun.ts

$(BUILD)/ircd-bun: $(BUILD)/ircd-bun.js | $(NEEDS_BUN)
	@$(BUN) build --compile --minify $< --outfile $@ >/dev/null

bench: $(NEEDS_DENO) $(NEEDS_BUN) $(BUILD)/ircd-bun ## load both servers, and ngIRCd and InspIRCd where installed
	@DENO=$(DENO) $(BUN) tests/bench/main.ts $(ARGS)

bench-queries: $(NEEDS_DENO) $(NEEDS_BUN) ## the cost of long answers on a large network, in memory
	@$(DENO) run --quiet tests/bench/queries.ts
	@$(DENO) bundle --quiet --platform deno --output $(BUILD)/queries.js tests/bench/queries.ts
	@$(BUN) $(BUILD)/queries.js

clean: ## remove what was built
	rm -rf $(BUILD) ircd

$(TOOLS)/deno:
	@$(call install,deno,$(DENO_VERSION),deno,install.cjs,https://docs.deno.com/runtime/getting_started/installation)

$(TOOLS)/bun:
	@$(call install,bun,$(BUN_VERSION),bin/bun.exe,install.js,https://bun.com/docs/installation)

# $(1) package, $(2) version, $(3) its executable, $(4) its install script, which
# npm may be set not to run, $(5) how else to get it.
define install
command -v npm >/dev/null || { \
	echo '$(1) $(2) is needed: $(5) (or npm, to install it here).' >&2; \
	exit 1; \
}; \
npm install --silent --no-save --no-audit --no-fund --prefix $(TOOLS)/$(1)-$(2) $(1)@$(2) && \
cd $(TOOLS)/$(1)-$(2)/node_modules/$(1) && \
{ ./$(3) --version >/dev/null 2>&1 || node $(4); } && \
ln -sf $(1)-$(2)/node_modules/$(1)/$(3) $(CURDIR)/$@
endef

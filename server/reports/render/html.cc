#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "server/reports/render/captions.h"
#include "server/reports/render/html_blocks.h"
#include "server/reports/render/html_style.h"
#include "server/reports/render/html_text.h"
#include "server/reports/render/render.h"

namespace sheaf::reports {
namespace {

// The page may load nothing and run nothing, whatever a text in it says.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

bool IsAnchor(const std::string& id) {
  return !id.empty() &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

// The anchor of each section: its id where that can be one, so that links to it last.
std::vector<std::string> Anchors(const v1::Document& document) {
  std::vector<std::string> anchors;
  std::set<std::string> taken = {"rules", "programs", "content"};
  for (int i = 0; i < document.sections_size(); ++i) {
    const std::string& id = document.sections(i).id();
    const bool usable = IsAnchor(id) && taken.insert(id).second;
    anchors.push_back(usable ? id : "section-" + std::to_string(i + 1));
  }
  return anchors;
}

std::string Head(const v1::Document& document) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         std::string(kPolicy) +
         "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light\">\n<title>" +
         Html(document.title()) + "</title>\n<style>\n" + std::string(HtmlStyle()) +
         "</style>\n</head>\n";
}

std::string Clocks(const v1::Document& document) {
  const auto entry = [](const std::string& name, const std::string& value) {
    return "<div>" + Element("dt", name) + Element("dd", value) + "</div>\n";
  };
  std::string html = "<dl class=\"clocks\">\n" + entry("Known at", KnownAtText(document.clocks())) +
                     entry("Effective", EffectiveText(document.clocks()));
  if (const std::string counts = CountsText(document.counts()); !counts.empty()) {
    html += entry("Counts", counts);
  }
  return html + "</dl>\n";
}

std::string Header(const v1::Document& document) {
  return "<header>\n" + Element("h1", document.title()) + "\n" +
         HtmlParagraphs(document.subtitle(), " class=\"subtitle\"") + Clocks(document) +
         "</header>\n";
}

std::string Contents(const v1::Document& document, const std::vector<std::string>& anchors) {
  std::string html = "<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ol>\n";
  for (int i = 0; i < document.sections_size(); ++i) {
    html +=
        "<li><a href=\"#" + anchors[i] + "\">" + Html(document.sections(i).title()) + "</a></li>\n";
  }
  if (!document.rules().empty()) html += "<li><a href=\"#rules\">Rules</a></li>\n";
  if (!document.producers().empty()) html += "<li><a href=\"#programs\">Programs</a></li>\n";
  return html + "</ol>\n</nav>\n";
}

std::string SectionHtml(const v1::Section& section, const std::string& anchor) {
  std::string html = "<section id=\"" + anchor + "\">\n" + Element("h2", section.title()) + "\n";
  if (!section.unavailable().empty()) {
    html += "<p class=\"unavailable\"><strong>Not available.</strong> " +
            Html(section.unavailable()) + "</p>\n";
  }
  for (int i = 0; i < section.blocks_size(); ++i) {
    html += HtmlBlock(section.blocks(i), anchor + "-" + std::to_string(i + 1), section.title());
  }
  return html + "</section>\n";
}

std::string Rules(const v1::Document& document) {
  if (document.rules().empty()) return "";
  std::string html = "<section id=\"rules\">\n<h2>Rules it was counted by</h2>\n<dl>\n";
  for (const v1::Rule& rule : document.rules()) {
    html += "<dt><code>" + Html(rule.id()) + "</code></dt>" + Element("dd", rule.text()) + "\n";
  }
  return html + "</dl>\n</section>\n";
}

std::string Producers(const v1::Document& document) {
  if (document.producers().empty()) return "";
  std::string html = "<section id=\"programs\">\n<h2>Programs it was made by</h2>\n<ul>\n";
  for (const v1::Producer& producer : document.producers()) {
    html += "<li>" + Html(ProducerText(producer));
    if (!producer.digest().empty()) html += ", SHA-256 " + Element("code", producer.digest());
    if (const std::string then = InForceText(producer); !then.empty()) {
      html += "; " + Html(then);
      if (!producer.in_force_digest().empty()) {
        html += ", SHA-256 " + Element("code", producer.in_force_digest());
      }
    }
    html += "</li>\n";
  }
  return html + "</ul>\n</section>\n";
}

}  // namespace

Rendered RenderHtml(const v1::Document& document) {
  const std::vector<std::string> anchors = Anchors(document);
  std::string html = Head(document) + "<body>\n<div class=\"page\">\n" +
                     Contents(document, anchors) + "<main id=\"content\">\n" + Header(document);
  for (int i = 0; i < document.sections_size(); ++i) {
    html += SectionHtml(document.sections(i), anchors[i]);
  }
  html += "<footer>\n" + Rules(document) + Producers(document) +
          "</footer>\n</main>\n</div>\n</body>\n</html>\n";
  return {"text/html; charset=utf-8", std::move(html)};
}

}  // namespace sheaf::reports

// The tables of the economic community's review, each in the shape of its file.
#pragma once

#include "clients/cli/published_file.h"

namespace sheaf::cli {

FileRecords<v1::PublishedFigure> ReadElements(const FileTable& table,
                                              const PublishedDocument& document,
                                              FileProblems& problems);
FileRecords<v1::PublishedFigure> ReadCharacteristics(const FileTable& table,
                                                     const PublishedDocument& document,
                                                     FileProblems& problems);
FileRecords<v1::PublishedFigure> ReadProjectFunding(const FileTable& table,
                                                    const PublishedDocument& document,
                                                    FileProblems& problems);
FileRecords<v1::PublishedFigure> ReadProjectStatuses(const FileTable& table,
                                                     const PublishedDocument& document,
                                                     FileProblems& problems);
FileRecords<v1::PublishedFigure> ReadDynamicProjects(const FileTable& table,
                                                     const PublishedDocument& document,
                                                     FileProblems& problems);

}  // namespace sheaf::cli

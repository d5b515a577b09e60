#!/usr/bin/python3
"""push_and_list.py HOST:PORT PLAN LINE STATUS: pushes a report, then prints all of that line."""

import sys

import grpc
from sheaf.v1 import update_pb2, update_service_pb2, update_service_pb2_grpc

target, plan, line, status = sys.argv[1:]
line = f"plans/{plan}/lines/{line}"
updates = update_service_pb2_grpc.UpdateServiceStub(grpc.insecure_channel(target))
report = update_pb2.Update(reported_status=status, effective_date="2026-07-02")
try:
    # A request_id makes it safe to send again after a broken connection.
    updates.PushUpdate(update_service_pb2.PushUpdateRequest(
        parent=line, update=report, request_id=f"{line} 2026-07-02 {status}"), timeout=60)
except grpc.RpcError as error:
    sys.exit(error.details())
for update in updates.ListUpdates(update_service_pb2.ListUpdatesRequest(parent=line)).updates:
    print(update.effective_date, update.reported_status, update.name)

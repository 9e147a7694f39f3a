"""镇域企服台账: the ledger a town office keeps for 领导挂钩服务企业."""

__version__ = "0.1.0"

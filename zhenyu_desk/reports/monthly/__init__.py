"""The monthly report 《××镇××××年×月领导挂钩服务企业工作情况通报》: figures and rows in, PDF out."""

from zhenyu_desk.reports.monthly.paper import month_docx, month_paper, title_of

__all__ = ["month_docx", "month_paper", "title_of"]
